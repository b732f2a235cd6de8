package org.periodclose.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.Desk;

/** A desk for each user who is signed in or has runs at work; opened when it is first needed, closed when nobody needs it any more. */
final class Desks implements AutoCloseable {
    private final ConsoleUsers users;
    private final Map<String, Held> held = new HashMap<>();

    /** The desk of a user; one user's is opened without keeping the others waiting. */
    private static final class Held {
        private final Supplier<Desk> open;
        private @Nullable Desk desk;
        private int uses;

        Held(Supplier<Desk> open) {
            this.open = open;
        }

        synchronized Desk desk() {
            if (desk == null) {
                desk = open.get();
            }
            return desk;
        }

        synchronized void close() {
            if (desk != null) {
                desk.close();
                desk = null;
            }
        }
    }

    Desks(ConsoleUsers users) {
        this.users = users;
    }

    Desk of(String user) {
        return held(user, 0).desk();
    }

    /** It is needed until it is {@link #released}, and opened when it is asked for. */
    void use(String user) {
        held(user, 1);
    }

    /** It stays open until it is {@link #released} as often. */
    Desk hold(String user) {
        return held(user, 1).desk();
    }

    private synchronized Held held(String user, int uses) {
        Held of = held.computeIfAbsent(user, name -> new Held(() -> users.desk(name, null)));
        of.uses += uses;
        return of;
    }

    void released(String user) {
        last(user).ifPresent(Held::close);
    }

    private synchronized Optional<Held> last(String user) {
        Held of = held.get(user);
        if (of == null || --of.uses > 0) {
            return Optional.empty();
        }
        held.remove(user);
        return Optional.of(of);
    }

    @Override
    public synchronized void close() {
        held.values().forEach(Held::close);
        held.clear();
    }
}
