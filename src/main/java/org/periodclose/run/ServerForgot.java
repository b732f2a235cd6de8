package org.periodclose.run;

import org.springframework.dao.TransientDataAccessException;

/** The database is at an earlier moment than this process has seen: its server crashed. The run continues from where the database is. */
@SuppressWarnings("serial")
final class ServerForgot extends TransientDataAccessException {
    ServerForgot(String message) {
        super(message);
    }
}
