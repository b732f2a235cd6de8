package org.periodclose.database;

import org.jspecify.annotations.Nullable;

/**
 * A database of a list, in the place of the one of the settings. Only its name is ever shown: an address may contain a password.
 *
 * @param username null: that of the settings
 * @param password null: that of the settings
 */
public record ListedDatabase(
        String name,
        String url,
        @Nullable String username,
        @Nullable String password) {
    @Override
    public String toString() {
        return name;
    }
}
