package org.periodclose.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.desk.UserAccount;
import org.periodclose.view.Cell.Said;

/** Users of the console. */
public final class UserViews {
    private static final Fields<UserAccount> USER = new Fields<UserAccount>()
            .text("user", "User", UserAccount::name)
            .text("role", "Role", UserViews::role)
            .data("mayLogIn", UserAccount::mayLogIn)
            .otherwise("role", "none: cannot sign in");

    private UserViews() {}

    private static @Nullable String role(UserAccount user) {
        return user.role() == null ? null : user.role().toString();
    }

    public static View<?> users(List<UserAccount> users) {
        return View.list("users", USER, users, page -> {
            if (users.isEmpty()) {
                page.note(Said.of(
                        "The console has no users: add one with `period-close user add NAME --role operator`."));
            } else {
                page.table(USER.table(users));
            }
        });
    }

    public static View<?> added(UserAccount user) {
        return View.of(USER, user, page -> page.line(Said.of("The console has a user {0}.", named(user))));
    }

    public static View<?> newPassword(UserAccount user) {
        return View.of(USER, user, page -> {
            page.line(Said.of("There is a new password for user {0}.", named(user)));
            if (!user.mayLogIn()) {
                page.line(Said.of("The user comes by an identity provider and may not log in with a password."));
            }
        });
    }

    public static View<?> removed(UserAccount user) {
        return View.of(USER, user, page -> page.line(Said.of("The console no longer has a user {0}.", named(user))));
    }

    private static String named(UserAccount user) {
        return Text.quoted(user.name()) + (user.role() == null ? "" : ", " + user.role());
    }
}
