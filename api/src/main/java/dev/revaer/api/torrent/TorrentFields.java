package dev.revaer.api.torrent;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import org.jspecify.annotations.Nullable;

/// Which members of a torrent's answer are wanted.
public final class TorrentFields {
    private static final Map<String, Method> MEMBERS = Arrays
            .stream(TorrentAnswer.class.getRecordComponents())
            .collect(
                    Collectors.toMap(
                            RecordComponent::getName,
                            RecordComponent::getAccessor,
                            (a, _) -> a,
                            LinkedHashMap::new));
    private static final TorrentFields ALL = new TorrentFields(MEMBERS);
    /// They tick.
    private static final Set<String> CLOCKS = Set.of("activeSeconds", "seedingSeconds");
    private static final long SECONDS_OF_MINUTE = 60;

    private final Map<String, Method> wanted;

    private TorrentFields(Map<String, Method> wanted) {
        this.wanted = Collections.unmodifiableMap(wanted);
    }

    /// Those that the parameter `fields` names, parted by commas; all where it is absent.
    ///
    /// @throws ApiException with [BadParameter] for one that there is not
    public static TorrentFields of(QueryParameters parameters) {
        var names = parameters.one("fields");
        if (names == null) {
            return ALL;
        }
        var wanted = new LinkedHashMap<String, Method>();
        for (var name : names.split(",", -1)) {
            wanted.put(name, member(name));
        }
        return new TorrentFields(wanted);
    }

    boolean areAll() {
        return wanted.size() == MEMBERS.size();
    }

    /// The wanted members by name.
    Object of(TorrentAnswer answer) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        wanted.forEach((name, member) -> members.put(name, value(member, answer)));
        return members;
    }

    /// Has the tag change with each member that is wanted; with clocks every minute.
    void tag(TorrentAnswer answer, AnswerTag tag) {
        wanted.forEach((name, member) -> {
            var value = value(member, answer);
            tag.add(
                    value instanceof Long seconds && CLOCKS.contains(name)
                            ? Long.valueOf(seconds / SECONDS_OF_MINUTE)
                            : value);
        });
    }

    private static Method member(String name) {
        var member = MEMBERS.get(name);
        if (member == null) {
            throw new ApiException(
                    new BadParameter(
                            "fields",
                            "'" + name + "' is none; there are " + String.join(", ", MEMBERS.keySet())));
        }
        return member;
    }

    private static @Nullable Object value(Method member, TorrentAnswer answer) {
        try {
            return member.invoke(answer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
