package org.periodclose.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.Desk;

/** A desk for each user who is signed in or has runs at work; opened when it is first needed, closed when nobody needs it any more. */
final class Desks implements AutoCloseable {
    private final ConsoleUsers users;
    private final Map<String, Held> held = new HashMap<>();

    /** The desk of a user; one user's is opened without keeping the others waiting. */
    private static final class Held {
        private final Supplier<Desk> open;
        private final String user;
        private @Nullable Desk desk;
        private int uses;
        private boolean closed;

        Held(String user, Supplier<Desk> open) {
            this.user = user;
            this.open = open;
        }

        synchronized Desk desk() {
            if (closed) {
                throw ended(user);
            } else if (desk == null) {
                desk = open.get();
            }
            return desk;
        }

        synchronized void close() {
            closed = true;
            if (desk != null) {
                desk.close();
                desk = null;
            }
        }
    }

    Desks(ConsoleUsers users) {
        this.users = users;
    }

    /** @throws Refused if the session of the request has ended meanwhile */
    Desk of(String user) {
        return inUse(user).desk();
    }

    /** It is needed until it is {@link #released}, and opened when it is asked for. */
    void use(String user) {
        used(user);
    }

    /** It stays open until it is {@link #released} as often. */
    Desk hold(String user) {
        Held of = used(user);
        try {
            return of.desk();
        } catch (RuntimeException unreachable) {
            released(user);
            throw unreachable;
        }
    }

    private synchronized Held used(String user) {
        Held of = held.computeIfAbsent(user, name -> new Held(name, () -> users.desk(name, null)));
        of.uses++;
        return of;
    }

    private synchronized Held inUse(String user) {
        Held of = held.get(user);
        if (of == null) {
            throw ended(user);
        }
        return of;
    }

    private static Refused ended(String user) {
        return new Refused(
                FaultCode.NO_ROLE, "the session of user " + Text.quoted(user) + " has ended", "sign in again");
    }

    /** How many users are signed in or have work. */
    synchronized int users() {
        return held.size();
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
