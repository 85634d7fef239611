package dev.revaer.engine.label;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.seeding.SeedGoals;

/// A mark on torrents; a torrent has any number.
///
/// @param name 1 to 100 characters
/// @param seedGoals of torrents that carry it, as far as they and their category have none
public record Tag(String name, SeedGoals seedGoals) {
    /// Checks the values.
    ///
    /// @throws BadValueException for a name that cannot be one
    public Tag {
        LabelName.check("name", name);
    }
}
