package dev.revaer.app.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;

/// What the dashboard and the alert rules of `docs/monitoring` ask Prometheus for.
final class MonitoringFiles {
    static final Path CONFIGURATION = Path.of("../docs/monitoring/prometheus.yml");
    static final Path RULES = Path.of("../docs/monitoring/revaer-alerts.yml");
    private static final Path DASHBOARD = Path.of("../docs/monitoring/revaer-dashboard.json");
    private static final Pattern SERIES = Pattern
            .compile("\\b((?:revaer|http|hikaricp|jvm|process|system)_[a-z0-9_]+)\\b(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"([\\w|-]*)\"");
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private MonitoringFiles() {}

    /// A series that is asked for.
    ///
    /// @param labels each as it stands in an answer, `state="open"`
    record Series(String name, List<String> labels) {
        boolean isIn(String metrics) {
            return labels.stream().allMatch(label -> metrics.lines().anyMatch(line -> isOne(line, label)))
                    && metrics.lines().anyMatch(line -> isOne(line, ""));
        }

        private boolean isOne(String line, String label) {
            return (line.startsWith(name + "{") || line.startsWith(name + " ")) && line.contains(label);
        }
    }

    static List<Series> series() throws IOException {
        var series = new ArrayList<Series>();
        for (var asked : expressions()) {
            var matcher = SERIES.matcher(asked);
            while (matcher.find()) {
                series.add(
                        new Series(
                                matcher.group(1),
                                matcher.group(2) == null ? List.of() : labels(matcher.group(2))));
            }
        }
        return series;
    }

    private static List<String> labels(String selector) {
        return LABEL.matcher(selector)
                .results()
                .filter(label -> !OF_PROMETHEUS.contains(label.group(1)))
                .flatMap(
                        label -> Pattern.compile("|", Pattern.LITERAL)
                                .splitAsStream(label.group(2))
                                .map(value -> label.group(1) + "=\"" + value + "\""))
                .toList();
    }

    private static Set<String> expressions() throws IOException {
        var expressions = new TreeSet<String>();
        var dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
        dashboard.findValues("expr").forEach(expression -> expressions.add(expression.asString()));
        Pattern.compile("(?ms)^ +(?:- )?expr: (.*?)^ +for:")
                .matcher(Files.readString(RULES))
                .results()
                .forEach(rule -> expressions.add(rule.group(1)));
        return expressions;
    }
}
