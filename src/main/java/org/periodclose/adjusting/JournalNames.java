package org.periodclose.adjusting;

import java.util.Locale;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;

/** What the name and the description of a journal may be, as in adjustment_journals.csv. */
final class JournalNames {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1_000;

    private JournalNames() {}

    /** @throws Refused BAD_VALUE */
    static String name(String given) {
        String name = Text.trim(given);
        int unseen = Text.firstUnseen(name);
        if (name.isEmpty()) {
            throw bad("the name of the journal is empty", "give it a name");
        }
        if (unseen >= 0) {
            throw bad(
                    "the name of the journal " + Text.quoted(name) + " has the character " + Text.code(unseen)
                            + ", which is invisible",
                    "remove the character");
        }
        return limited(name, "name", LONGEST_NAME);
    }

    /** @throws Refused BAD_VALUE */
    static String description(String given) {
        String description = Text.trim(given);
        description.chars().filter(Character::isISOControl).findFirst().ifPresent(control -> {
            throw bad(
                    "the description of the journal has the control character " + Text.code(control),
                    "remove the character");
        });
        return limited(description, "description", LONGEST_DESCRIPTION);
    }

    private static String limited(String text, String what, int limit) {
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            throw bad(
                    String.format(
                            Locale.ROOT,
                            "the %s of the journal has %,d characters, at most %,d are kept",
                            what,
                            length,
                            limit),
                    "shorten it");
        }
        return text;
    }

    private static Refused bad(String what, String remedy) {
        return new Refused(FaultCode.BAD_VALUE, what, remedy);
    }
}
