package dev.revaer.api.key;

import java.util.List;

/// All keys in the order they were issued.
record KeyList(List<KeyAnswer> items) {
    KeyList {
        items = List.copyOf(items);
    }
}
