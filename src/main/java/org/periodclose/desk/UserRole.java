package org.periodclose.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a user of the console may do. Each role includes those before it. */
public enum UserRole {
    /** Looks at everything, changes nothing. */
    READER("period_close_console_reader"),
    /** Also imports, makes journals, makes runs and cancels them. */
    OPERATOR("period_close_operator"),
    /** Also releases what others have made. */
    APPROVER("period_close_approver");

    private final String group;

    UserRole(String group) {
        this.group = group;
    }

    /** The role of the database without login whose members have this role. */
    public String group() {
        return group;
    }

    /** All groups, that of the lowest role first. */
    static List<String> groups() {
        return Arrays.stream(values()).map(UserRole::group).toList();
    }

    static Optional<UserRole> ofGroup(String group) {
        return Arrays.stream(values()).filter(role -> role.group.equals(group)).findFirst();
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
