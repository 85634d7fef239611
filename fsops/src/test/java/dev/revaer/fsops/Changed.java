package dev.revaer.fsops;

import java.nio.file.Path;
import java.util.List;

import dev.revaer.fsops.extract.ArchiveSettings;
import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.select.Destination;

/// Settings with some of them changed.
final class Changed {
    private FsopsSettings settings;
    private List<Path> downloadRoots;
    private TransferMode transfer;
    private ExistingName existingName;
    private AcrossDevices acrossDevices;
    private FileRules rules;
    private CleanupRules cleanup;
    private Destination destination;
    private Permissions permissions;
    private boolean verify;
    private boolean sha256Manifest;

    Changed(FsopsSettings settings) {
        this.settings = settings;
        this.downloadRoots = settings.downloadRoots();
        this.transfer = settings.transfer();
        this.existingName = settings.existingName();
        this.acrossDevices = settings.acrossDevices();
        this.rules = settings.rules();
        this.cleanup = settings.cleanup();
        this.destination = settings.destination();
        this.permissions = settings.permissions();
        this.verify = settings.verify();
        this.sha256Manifest = settings.sha256Manifest();
    }

    Changed library(Path library) {
        settings = new FsopsSettings(
                library,
                List.of(library, settings.libraryDir(), settings.allowList().getLast()),
                transfer,
                existingName,
                settings.limits());
        return this;
    }

    Changed downloadRoots(Path... changed) {
        downloadRoots = List.of(changed);
        return this;
    }

    Changed transfer(TransferMode changed) {
        transfer = changed;
        return this;
    }

    Changed existing(ExistingName changed) {
        existingName = changed;
        return this;
    }

    Changed acrossDevices(AcrossDevices changed) {
        acrossDevices = changed;
        return this;
    }

    Changed rules(FileRules changed) {
        rules = changed;
        return this;
    }

    Changed cleanup(CleanupRules changed) {
        cleanup = changed;
        return this;
    }

    Changed destination(String template) {
        destination = new Destination(template);
        return this;
    }

    Changed permissions(Permissions changed) {
        permissions = changed;
        return this;
    }

    Changed verify() {
        verify = true;
        return this;
    }

    Changed sha256Manifest() {
        sha256Manifest = true;
        return this;
    }

    FsopsSettings settings() {
        return new FsopsSettings(
                settings.libraryDir(),
                settings.allowList(),
                transfer,
                existingName,
                settings.limits(),
                acrossDevices,
                rules,
                cleanup,
                destination,
                permissions,
                verify,
                sha256Manifest,
                downloadRoots,
                ArchiveSettings.defaults());
    }
}
