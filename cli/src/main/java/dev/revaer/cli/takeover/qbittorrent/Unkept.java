package dev.revaer.cli.takeover.qbittorrent;

import java.util.ArrayList;
import java.util.List;

/// What qBittorrent has and Revaer has not.
final class Unkept {
    private Unkept() {}

    static List<String> of(long inactiveMinutes, String action, String mode, String stopCondition) {
        var losses = new ArrayList<String>();
        if (inactiveMinutes >= 0) {
            losses.add("its end after a time without transfer");
        }
        if (action.equals("EnableSuperSeeding")) {
            losses.add("super seeding once its goal is met");
        }
        if (mode.equals("MatchAll")) {
            losses.add("that all its goals must be met: one is enough");
        }
        if (!stopCondition.isEmpty() && !stopCondition.equals("None")) {
            losses.add("its stop once it is known or checked");
        }
        return losses;
    }
}
