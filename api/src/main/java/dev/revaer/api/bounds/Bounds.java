package dev.revaer.api.bounds;

/// The bounds that hold now.
public final class Bounds {
    private volatile BoundsSettings settings = BoundsSettings.USUAL;

    /// From now on these hold.
    public void use(BoundsSettings changed) {
        settings = changed;
    }

    public BoundsSettings now() {
        return settings;
    }
}
