package dev.revaer.fsops.select;

import java.util.List;

/// Everything that is to be published.
public record Plan(List<PlannedFile> files) {
    public Plan {
        files = List.copyOf(files);
    }

    public long bytes() {
        return files.stream().mapToLong(PlannedFile::sizeBytes).sum();
    }
}
