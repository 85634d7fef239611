package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.workspace.Disk;

/// A process in a mount namespace of its own that post-processes between small file systems, and says how that ended.
final class SmallDisks {
    private static final int MIB = 1 << 20;
    private static final byte[] FILM = Scene.random(6 * MIB, 1);

    private final Scene scene;

    private SmallDisks(Path root) throws IOException {
        this.scene = new Scene(root);
    }

    public static void main(String[] arguments) throws Exception {
        var root = Path.of(arguments[0]);
        Files.createDirectories(root);
        if (!can("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", root.toString())) {
            System.out.println("nothing can be mounted here");
            return;
        }
        System.out.println("mounted");
        fullForCopies(small(root.resolve("copies")));
        fullForWhatIsUnpacked(small(root.resolve("unpacked")));
        readOnly(small(root.resolve("readonly")));
        anotherDevice(small(root.resolve("device")));
        vanished(small(root.resolve("vanished")));
        vanishing(root);
        can("umount", "-l", root.toString());
    }

    /// A library of four mebibytes on a file system of its own.
    private static SmallDisks small(Path root) throws Exception {
        var disks = new SmallDisks(root);
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disks.scene.library.toString());
        return disks;
    }

    private static void fullForCopies(SmallDisks disks) throws Exception {
        disks.scene.with("Show/film.mkv", FILM);
        disks.fails("copies", disks.scene.settings());
        disks.grow();
        disks.succeeds("copies", disks.scene.settings(), "Show/film.mkv");
    }

    private static void fullForWhatIsUnpacked(SmallDisks disks) throws Exception {
        disks.scene.with("Show/film.zip", ArchiveWriter.zip(Map.of("film.mkv", new byte[6 * MIB])));
        disks.fails("unpacked", disks.scene.settings());
        disks.grow();
        disks.succeeds("unpacked", disks.scene.settings(), "Show/film.mkv");
    }

    private static void readOnly(SmallDisks disks) throws Exception {
        disks.scene.with("Show/note", Scene.bytes("note"));
        run("mount", "-o", "remount,ro", disks.scene.library.toString());
        disks.fails("readonly", disks.scene.settings());
        run("mount", "-o", "remount,rw", disks.scene.library.toString());
        disks.succeeds("readonly", disks.scene.settings(), "Show/note");
    }

    private static void anotherDevice(SmallDisks disks) throws Exception {
        disks.scene.with("Show/note", Scene.bytes("note"));
        disks.fails(
                "device",
                new Changed(disks.scene.settings()).acrossDevices(AcrossDevices.REFUSE).settings());
        var seeder = new Seeder(disks.scene, "Show");
        seeder.run(new Changed(disks.scene.settings()).transfer(TransferMode.MOVE).settings());
        say(
                "moved",
                seeder.canSeed() && seeder.downloadDir().equals(disks.scene.library)
                        && Files.notExists(disks.scene.downloads.resolve("Show")));
    }

    private static void vanished(SmallDisks disks) throws Exception {
        disks.scene.with("Show/note", Scene.bytes("note"));
        var inside = Files.createDirectory(disks.scene.library.resolve("inside"));
        var settings = new Changed(disks.scene.settings()).library(inside).settings();
        var back = disks.scene.downloads.resolveSibling("back");
        Files.createDirectories(back);
        run("mount", "--move", disks.scene.library.toString(), back.toString());
        disks.fails("vanished", settings);
        run("mount", "--move", back.toString(), disks.scene.library.toString());
        disks.succeeds("vanished", settings, "inside/Show/note");
    }

    /// The library goes before each step of a run in turn.
    private static void vanishing(Path root) throws Exception {
        var isFine = true;
        var steps = 0;
        for (var at = 1;; at += 3) {
            var scene = new Scene(root.resolve("vanishing" + at)).with("Show/a", Scene.random(3000, 1))
                    .with("Show/b.zip", ArchiveWriter.zip(Map.of("c", Scene.bytes("c"))));
            var before = Scene.tree(scene.downloads, "-");
            var disk = Files.createDirectories(scene.library.resolveSibling("disk"));
            run("mount", "--bind", disk.toString(), scene.library.toString());
            if (!vanishes(scene, at)) {
                break;
            }
            steps = at;
            run("mount", "--bind", disk.toString(), scene.library.toString());
            scene.run("Show");
            isFine &= scene.published().keySet().equals(Set.of("Show/a", "Show/c"))
                    && Scene.tree(scene.downloads, "-").equals(before)
                    && Files.notExists(scene.workspace().resolve("staging"));
            run("umount", "-l", scene.library.toString());
        }
        say("vanishing", isFine && steps > 20);
    }

    /// @return false if it ended before
    private static boolean vanishes(Scene scene, int at) {
        var taken = new int[1];
        try {
            scene.run("Show", scene.settings(), new Disk(_ -> {
                if (++taken[0] == at) {
                    run("umount", "-l", scene.library.toString());
                }
            }));
        } catch (FsopsException _) {
            return true;
        }
        return taken[0] >= at;
    }

    private void grow() {
        run("mount", "-o", "remount,size=16m", scene.library.toString());
    }

    private void fails(String name, FsopsSettings settings) throws IOException {
        var before = Scene.tree(scene.downloads, "-");
        try {
            scene.run("Show", settings);
            System.out.println(name + " failed: no");
        } catch (FsopsException e) {
            var isClean = scene.published().isEmpty()
                    && (e.stage() != Stage.EXTRACT || Files.notExists(scene.workspace().resolve("staging")))
                    && Scene.tree(scene.downloads, "-").equals(before);
            System.out.println(
                    name + " failed: " + e.stage().label() + " " + e.error().getClass().getSimpleName() + " "
                            + isClean);
        }
    }

    private void succeeds(String name, FsopsSettings settings, String file) throws IOException {
        scene.run("Show", settings);
        var seen = scene.published().keySet().stream().filter(path -> !path.contains("/.revaer/")).toList();
        say(name + " healed", seen.equals(List.of(file)));
    }

    private static void say(String name, boolean isFine) {
        System.out.println(name + ": " + isFine);
    }

    private static void run(String... command) {
        if (!can(command)) {
            throw new IllegalStateException(List.of(command) + " failed");
        }
    }

    private static boolean can(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
