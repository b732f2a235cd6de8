package org.periodclose.core.fault;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Codes that look the same to a reader: with a Cyrillic letter for a Latin one, a full-width digit, a small letter, a combining accent. */
public final class LookAlike {
    private static final String FROM = "авеёіјкмнопрԛѕтуԝхћсԁһӏьԍԌ" // Cyrillic
            + "АВЕЁІЈКМНОПРԚЅТУԜХСҺӀ"
            + "αβγεζηικμνορτυχωϲϳ" // Greek
            + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ"
            + "0Oo1lI|ı" // one for another
            + "‐‑‒–—―−﹘﹣"
            + "‘’‚ʼ′“”„″";
    private static final String TO = "abeëijkmhonpqstywxhcdhibgg"
            + "abeëijkmhonpqstywxchi"
            + "abyeznikmvoptuxwcj"
            + "abezhikmnoptyxc"
            + "oooiiiii"
            + "---------"
            + "'''''\"\"\"\"";
    private static final List<String> ORDINALS =
            List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth");

    private LookAlike() {}

    /** A form that is the same for all codes that look the same. */
    public static String outline(String code) {
        String plain = Normalizer.normalize(Text.trim(code), Normalizer.Form.NFKC);
        StringBuilder outline = new StringBuilder(plain.length());
        plain.codePoints()
                .filter(c -> c == ' ' || !Text.isUnseen(c))
                .map(LookAlike::outline)
                .forEach(c -> {
                    boolean again = c == ' ' && !outline.isEmpty() && outline.charAt(outline.length() - 1) == ' ';
                    if (!again) {
                        outline.appendCodePoint(c);
                    }
                });
        return Normalizer.normalize(outline, Normalizer.Form.NFC);
    }

    private static int outline(int codePoint) {
        int at = FROM.indexOf(codePoint);
        if (at >= 0) {
            return TO.charAt(at);
        }
        int digit = Character.digit(codePoint, 10);
        if (digit >= 0) {
            return outlineOfDigit(digit);
        }
        return Character.toLowerCase(codePoint);
    }

    private static int outlineOfDigit(int digit) {
        return switch (digit) {
            case 0 -> 'o';
            case 1 -> 'i';
            default -> '0' + digit;
        };
    }

    /** {@code looks like "B1", but its first letter is Cyrillic (U+0412)}; null if none of the known codes looks like it. */
    public static @Nullable String among(Iterable<String> known, String given) {
        String outline = outline(given);
        for (String other : known) {
            if (!other.equals(given) && outline(other).equals(outline)) {
                return describe(given, other);
            }
        }
        return null;
    }

    /** The first difference between two codes that look the same. */
    public static String describe(String given, String known) {
        int place = 0;
        int at = 0;
        int atKnown = 0;
        String mine = "";
        String theirs = "";
        while (at < given.length() || atKnown < known.length()) {
            mine = character(given, at);
            theirs = character(known, atKnown);
            if (!mine.equals(theirs)) {
                break;
            }
            at += mine.length();
            atKnown += theirs.length();
            place++;
        }
        String ordinal = place < ORDINALS.size() ? ORDINALS.get(place) : (place + 1) + "th";
        return "looks like " + Text.quoted(known) + ", but "
                + (mine.isEmpty() ? "it ends before " : "its " + ordinal + " ")
                + (mine.isEmpty() ? codes(theirs) : difference(mine, theirs));
    }

    /** A character with its combining marks. */
    private static String character(String text, int from) {
        if (from >= text.length()) {
            return "";
        }
        int to = text.offsetByCodePoints(from, 1);
        while (to < text.length() && isMark(text.codePointAt(to))) {
            to = text.offsetByCodePoints(to, 1);
        }
        return text.substring(from, to);
    }

    private static boolean isMark(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static String difference(String mine, String theirs) {
        int letter = mine.codePointAt(0);
        String noun =
                Character.isLetter(letter) ? "letter is " : Character.isDigit(letter) ? "digit is " : "character is ";
        if (theirs.isEmpty()) {
            return noun + codes(mine) + ", and that one has no character there";
        }
        int other = theirs.codePointAt(0);
        Character.UnicodeScript script = Character.UnicodeScript.of(letter);
        boolean letters = Character.isLetter(letter) && Character.isLetter(other);
        if (letters && script != Character.UnicodeScript.of(other)) {
            return noun + word(script) + " (" + codes(mine) + ")";
        }
        if (Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS.equals(Character.UnicodeBlock.of(letter))) {
            return noun + "full-width (" + codes(mine) + ")";
        }
        boolean sameInOtherCase = mine.toLowerCase(Locale.ROOT).equals(theirs.toLowerCase(Locale.ROOT));
        if (sameInOtherCase) {
            return noun + (Character.isLowerCase(letter) ? "small" : "a capital");
        }
        return noun + named(mine) + ", not " + named(theirs);
    }

    private static String word(Character.UnicodeScript script) {
        String name = script.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String named(String character) {
        if (character.equals(" ")) {
            return "a space";
        }
        return Text.isUnseen(character.codePointAt(0))
                        || character.isBlank()
                        || character.length() > 1
                        || character.charAt(0) > '~'
                ? codes(character)
                : Text.quoted(character);
    }

    private static String codes(String character) {
        StringBuilder codes = new StringBuilder();
        character
                .codePoints()
                .forEach(c -> codes.append(codes.isEmpty() ? "" : " ").append(Text.code(c)));
        return codes.toString();
    }
}
