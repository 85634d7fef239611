package dev.revaer.fsops.select;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.revaer.fsops.BadSettingException;
import dev.revaer.fsops.FinishedDownload;

/// Where in the library a download comes: `{category}/{name}`.
///
/// Fields are `{name}`, `{category}`, `{infoHash}`, and `{year}`, `{month}` and `{day}` (UTC) in which the download was
/// complete. Whatever a field holds is one name, made safe; a folder with a field that is absent is left out.
///
/// @param template folders and at the end the name, parted by `/`; the name holds `{name}` or `{infoHash}`
public record Destination(String template) {
    private static final Pattern FIELD = Pattern.compile("\\{(name|category|infoHash|year|month|day)}");
    private static final int LONGEST = 500;
    private static final int MOST_PARTS = 10;
    public static final Destination USUAL = new Destination("{name}");

    /// Checks the template.
    ///
    /// @throws BadSettingException for one that is too long, has a field that is not known or an empty part, or
    ///         would give one name to different downloads
    public Destination {
        var parts = template.split("/", -1);
        if (template.length() > LONGEST || parts.length > MOST_PARTS) {
            throw new BadSettingException(
                    "template",
                    "must have at most " + LONGEST + " characters and " + MOST_PARTS + " parts");
        }
        for (var part : parts) {
            var literals = FIELD.matcher(part).replaceAll("");
            if (literals.indexOf('{') >= 0 || literals.indexOf('}') >= 0) {
                throw new BadSettingException(
                        "template",
                        "has other fields than {name}, {category}, {infoHash}, {year}, {month} and {day}");
            }
            if (LibraryName.of(part, "").isEmpty()) {
                throw new BadSettingException(
                        "template",
                        "has a part that is empty, \".\" or \"..\"");
            }
        }
        var last = parts[parts.length - 1];
        if (!last.contains("{name}") && !last.contains("{infoHash}")) {
            throw new BadSettingException(
                    "template",
                    "must end with a part that holds {name} or {infoHash}");
        }
    }

    /// The place of a download.
    ///
    /// @param name what the torrent is called
    /// @return a path below the library, parts parted by `/`, each a safe name
    public String of(FinishedDownload download, String name) {
        var values = values(download, name);
        var parts = template.split("/", -1);
        var places = new ArrayList<String>();
        for (var i = 0; i < parts.length - 1; i++) {
            var part = parts[i];
            if (values.keySet().containsAll(fields(part))) {
                var folder = LibraryName.of(filled(part, values), "");
                if (!folder.isEmpty()) {
                    places.add(folder);
                }
            }
        }
        places.add(LibraryName.of(filled(parts[parts.length - 1], values), download.infoHash()));
        return String.join("/", places);
    }

    private static Map<String, String> values(FinishedDownload download, String name) {
        var values = new TreeMap<String, String>();
        values.put("name", name);
        values.put("infoHash", download.infoHash());
        var category = download.category();
        if (category != null && !category.isBlank()) {
            values.put("category", category);
        }
        var completedAt = download.completedAt();
        if (completedAt != null) {
            var day = completedAt.atZone(ZoneOffset.UTC);
            values.put("year", "%04d".formatted(day.getYear()));
            values.put("month", "%02d".formatted(day.getMonthValue()));
            values.put("day", "%02d".formatted(day.getDayOfMonth()));
        }
        return values;
    }

    private static List<String> fields(String part) {
        return FIELD.matcher(part).results().map(field -> field.group(1)).toList();
    }

    private static String filled(String part, Map<String, String> values) {
        return FIELD.matcher(part)
                .replaceAll(field -> Matcher.quoteReplacement(values.getOrDefault(field.group(1), "")));
    }
}
