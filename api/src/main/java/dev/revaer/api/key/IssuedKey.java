package dev.revaer.api.key;

/// A key with its secret, which is shown this once.
///
/// @param secret to be sent with each request
public record IssuedKey(KeyAnswer key, String secret) {
    /// Without the secret.
    @Override
    public String toString() {
        return "IssuedKey[" + key + "]";
    }
}
