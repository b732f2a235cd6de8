package org.periodclose.desk;

import org.jspecify.annotations.Nullable;

/**
 * A database user that the console may act as.
 *
 * @param role null: the user is a member of none of the groups, and cannot sign in
 * @param mayLogIn whether the database admits the user with a password
 */
public record UserAccount(String name, @Nullable UserRole role, boolean mayLogIn) {}
