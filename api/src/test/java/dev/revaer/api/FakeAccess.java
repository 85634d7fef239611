package dev.revaer.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.revaer.api.access.ApiKeys;
import dev.revaer.api.access.DeniedAccess;
import dev.revaer.api.access.KeyHolder;
import dev.revaer.api.access.Scope;
import dev.revaer.api.access.SetupMode;
import dev.revaer.api.audit.Changes;
import dev.revaer.api.key.IssuedKey;
import dev.revaer.api.key.KeyAnswer;
import dev.revaer.api.key.KeyCatalog;
import dev.revaer.api.problem.ApiError.AccessError.KeyNotFound;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenUnknown;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setup.SetupFlow;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Keys, setup and the audit log's ears in memory.
public final class FakeAccess
        implements
            ApiKeys,
            KeyCatalog,
            SetupMode,
            SetupFlow,
            DeniedAccess,
            Changes {
    public static final String TOKEN = "the-setup-token";
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, KeyHolder> holders = new ConcurrentHashMap<>();
    private final Map<UUID, KeyAnswer> issued = new ConcurrentHashMap<>();
    private final List<Denial> denials = new CopyOnWriteArrayList<>();
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<Duration> graces = new CopyOnWriteArrayList<>();
    private volatile boolean isSetupRequired;

    FakeAccess() {
        put(TestServer.KEY, "test", Scope.ADMIN);
        put(TestServer.READ_KEY, "reader", Scope.READ);
        put(TestServer.TORRENTS_KEY, "adder", Scope.TORRENTS);
    }

    public void requireSetup(boolean isRequired) {
        isSetupRequired = isRequired;
    }

    public List<Denial> denials() {
        return denials;
    }

    public List<Change> changes() {
        return changes;
    }

    public List<Duration> graces() {
        return graces;
    }

    /// From now on nobody knows this key.
    public void forget(String key) {
        holders.remove(key);
    }

    @Override
    public @Nullable KeyHolder holder(String key) {
        return holders.get(key);
    }

    @Override
    public List<KeyAnswer> keys() {
        return new ArrayList<>(issued.values());
    }

    @Override
    public IssuedKey issue(NewKey wanted, String actor) {
        var key = new KeyAnswer(
                UUID.randomUUID(),
                wanted.label(),
                List.copyOf(wanted.scopes()),
                CREATED,
                wanted.expiresAt(),
                null,
                null);
        issued.put(key.id(), key);
        return new IssuedKey(key, "rv_secret");
    }

    @Override
    public IssuedKey rotate(UUID id, Duration grace, String actor) {
        graces.add(grace);
        return new IssuedKey(find(id), "rv_rotated");
    }

    @Override
    public void revoke(UUID id, String actor) {
        issued.remove(find(id).id());
    }

    @Override
    public boolean isRequired() {
        return isSetupRequired;
    }

    @Override
    public SetupToken start() {
        return new SetupToken(TOKEN, CREATED.plus(Duration.ofMinutes(15)));
    }

    @Override
    public Completed complete(@Nullable String token, JsonNode settings, String label) {
        if (!TOKEN.equals(token)) {
            throw new ApiException(new SetupTokenUnknown());
        }
        if (settings.has("bad")) {
            throw new ApiException(new Invalid(List.of(new Fault("/bad", "is not known"))));
        }
        var issued = issue(new NewKey(label, Set.of(Scope.ADMIN), null), "setup");
        return new Completed(issued.key(), issued.secret(), settings.size());
    }

    @Override
    public void denied(Denial denial) {
        denials.add(denial);
    }

    @Override
    public void changed(Change change) {
        changes.add(change);
    }

    private KeyAnswer find(UUID id) {
        var key = issued.get(id);
        if (key == null) {
            throw new ApiException(new KeyNotFound(id.toString()));
        }
        return key;
    }

    private void put(String key, String label, Scope scope) {
        holders.put(key, new KeyHolder(UUID.randomUUID(), label, Set.of(scope)));
    }
}
