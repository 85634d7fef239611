package dev.revaer.app.hook;

import java.time.Instant;
import java.util.function.Supplier;

import dev.revaer.app.document.Documents;
import dev.revaer.app.hook.HookSettings.HookEvent;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Takes what hooks are to be told.
public final class Outbox {
    private final DeliveryTable table;
    private final Supplier<HookSettings> settings;
    private volatile Runnable whenKept = () -> {};

    public Outbox(DeliveryTable table, Supplier<HookSettings> settings) {
        this.table = table;
        this.settings = settings;
    }

    /// Has somebody told that there is something to be sent.
    void follow(Runnable sender) {
        whenKept = sender;
    }

    /// Keeps the outcome for the hooks that want it; to be part of the transaction that ends the job.
    public void add(Outcome outcome) {
        var hooks = settings.get();
        var event = outcome.state().equals("completed") ? HookEvent.COMPLETED : HookEvent.FAILED;
        var toWebhook = hooks.webhook().url() != null && hooks.webhook().events().contains(event);
        var toCommand = hooks.command().path() != null && hooks.command().events().contains(event);
        if (!toWebhook && !toCommand) {
            return;
        }
        var body = Documents.STRICT.writeValueAsString(outcome);
        var now = Instant.now();
        if (toWebhook) {
            table.insert(Hook.WEBHOOK, outcome.infoHash(), body, now);
        }
        if (toCommand) {
            table.insert(Hook.COMMAND, outcome.infoHash(), body, now);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                whenKept.run();
            }
        });
    }
}
