package org.periodclose.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All forms, by name. */
final class Actions {
    private final Map<String, Action> actions = new LinkedHashMap<>();

    Actions() {
        Stream.of(RunActions.all(), JournalActions.all(), SetupActions.all())
                .flatMap(List::stream)
                .forEach(action -> actions.put(action.name(), action));
    }

    Optional<Action> find(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    Iterable<Action> all() {
        return actions.values();
    }
}
