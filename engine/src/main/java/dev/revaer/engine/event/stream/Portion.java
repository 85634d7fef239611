package dev.revaer.engine.event.stream;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.event.NumberedEvent;
import dev.revaer.engine.event.stream.EventStream.News;
import org.jspecify.annotations.Nullable;

/// What a reader takes at once, in order of id and bounded, as it stays in memory while the reader is stuck.
///
/// @param until where the reader has come to with it
record Portion(List<NumberedEvent> events, long until) {
    static final int MOST_EVENTS = 500;
    static final int ENOUGH_BYTES = 16 * 1024;

    /// The first of what comes after an id.
    static Portion of(News news, long after, EventFilter filter) {
        return new Merge(news, after, filter).take();
    }

    /// Goes through the events and the progress that there is, side by side.
    private static final class Merge {
        private final News news;
        private final EventFilter filter;
        private final List<NumberedEvent> progress;
        private int nextEvent;
        private int nextProgress;

        Merge(News news, long after, EventFilter filter) {
            this.news = news;
            this.filter = filter;
            this.progress = filter.wantsProgress() ? news.progress() : List.of();
            this.nextProgress = ProgressBoard.firstAfter(progress, after);
            while (nextEvent < news.events().size() && news.events().get(nextEvent).id() <= after) {
                nextEvent++;
            }
        }

        Portion take() {
            var taken = new ArrayList<NumberedEvent>();
            long bytes = 0;
            for (var event = next(); event != null; event = next()) {
                taken.add(event);
                bytes += event.frame().length;
                if (taken.size() == MOST_EVENTS || bytes >= ENOUGH_BYTES) {
                    return new Portion(taken, event.id());
                }
            }
            return new Portion(taken, news.until());
        }

        private @Nullable NumberedEvent next() {
            while (nextProgress < progress.size() && !filter.matches(progress.get(nextProgress))) {
                nextProgress++;
            }
            var one = nextProgress < progress.size() ? progress.get(nextProgress) : null;
            var other = nextEvent < news.events().size() ? news.events().get(nextEvent) : null;
            if (one != null && one.id() <= news.until() && (other == null || one.id() < other.id())) {
                nextProgress++;
                return one;
            }
            if (other != null) {
                nextEvent++;
            }
            return other;
        }
    }
}
