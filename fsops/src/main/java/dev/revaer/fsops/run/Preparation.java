package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.extract.Extraction;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlanFile;
import dev.revaer.fsops.select.Planner;
import dev.revaer.fsops.verify.Parity;

/// From what was downloaded to what is to be published: verify, extract, flatten, select.
final class Preparation {
    private static final List<Stage> STAGES = List
            .of(Stage.VERIFY, Stage.EXTRACT, Stage.FLATTEN, Stage.SELECT);
    private static final int FIRST_FEW = 5;

    private final Work work;

    Preparation(Work work) {
        this.work = work;
    }

    Plan plan(Content content) throws IOException {
        var workspace = work.workspace();
        var planFile = new PlanFile(workspace, work.disk());
        var earlier = planFile.read();
        if (earlier.isPresent()) {
            for (var stage : STAGES) {
                work.journal().begin(stage);
                work.journal().completeAgain();
            }
            return earlier.get();
        }
        if (Files.exists(workspace.content(), LinkOption.NOFOLLOW_LINKS)) {
            // Its plan is gone, so nobody knows what was moved into it.
            work.disk().deleteTree(workspace.staging());
        }
        verify(content);
        var plan = planned(content);
        planFile.write(plan);
        select(plan);
        return plan;
    }

    private void verify(Content content) throws IOException {
        work.journal().begin(Stage.VERIFY);
        if (!work.settings().verify()) {
            work.journal().skip("switched off");
            return;
        }
        var verified = new Parity().verify(content.files());
        if (verified.isDone()) {
            work.journal().complete(verified.detail(), verified.bytes());
        } else {
            work.journal().skip(verified.detail());
        }
    }

    private Plan planned(Content content) throws IOException {
        var sets = content.sets();
        var workspace = work.workspace();
        work.journal().begin(Stage.EXTRACT);
        var progress = work.journal().progress(content.archiveBytes());
        var unpacked = new Extraction(
                workspace.extracted(),
                work.settings(),
                work.externalUnpacker(),
                work.roots(),
                work.disk(),
                progress).unpack(sets.sets());
        progress.finish();
        work.journal()
                .complete(
                        sets.sets().size() + " archives, " + unpacked.size() + " files",
                        content.archiveBytes());

        work.journal().begin(Stage.FLATTEN);
        if (sets.ordinary().isEmpty() && unpacked.isEmpty()) {
            throw new FsopsException(
                    Stage.EXTRACT,
                    new FsopsError.DamagedArchive(sets.sets().getFirst().name(), "it holds no file"),
                    null);
        }
        var plan = new Planner(
                work.downloadDir(),
                workspace.extracted(),
                work.settings().rules(),
                work.settings().cleanup(),
                content.isAlone()).plan(sets.ordinary(), unpacked);
        work.journal().complete(plan.files().size() + plan.leftOut().size() + " files", 0);

        work.journal().begin(Stage.SELECT);
        checkLeft(plan);
        return plan;
    }

    private void select(Plan plan) throws IOException {
        if (work.settings().rules().areNone() && work.settings().cleanup().drop().isEmpty()) {
            work.journal().skip("no rules: all files");
        } else {
            work.journal()
                    .complete(plan.files().size() + " files, " + plan.leftOut().size() + " left out", 0);
        }
    }

    static void checkLeft(Plan plan) {
        if (plan.files().isEmpty()) {
            var reasons = plan.leftOut()
                    .stream()
                    .limit(FIRST_FEW)
                    .map(file -> file.path() + ": " + file.reason())
                    .toList();
            throw new FsopsException(Stage.SELECT, new FsopsError.NothingLeft(reasons), null);
        }
    }
}
