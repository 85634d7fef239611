package dev.revaer.cli.doctor;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError.Unreachable;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;

/// `revaer doctor`.
@Command(name = "doctor", header = "Say what is wrong with the service and the way to it, with what to do about it.", description = {
        "",
        "Looks whether the service answers, what the key may do, the clocks, ports, free space, the volumes of downloads and",
        "library, tools, the database and all other parts. When no service answers, 'revaer up --check-config' says",
        "how a start would go."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer doctor",
                "  revaer doctor -o json"})
public final class DoctorCommand implements Callable<Integer> {
    private static final int UNWELL = 6;
    private static final List<Column> COLUMNS = List.of(
            new Column("check", "CHECK", Kind.TEXT),
            new Column("status", "STATUS", Kind.STATUS),
            new Column("detail", "DETAIL", Kind.TEXT),
            new Column("remedy", "REMEDY", Kind.TEXT));

    private final Session session;

    /// The verb, for this run.
    public DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try {
            var findings = new Examination(session.client()).run();
            session.output().list(findings.answer(), COLUMNS, "status", "");
            return findings.isWell() ? 0 : UNWELL;
        } catch (CliException e) {
            if (!(e.error() instanceof Unreachable)) {
                throw e;
            }
            int code = session.report(e);
            session.console()
                    .error(
                            "  'revaer up --check-config' says what keeps it from starting, if anything does.");
            return code;
        }
    }
}
