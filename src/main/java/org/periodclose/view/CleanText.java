package org.periodclose.view;

/** Text as XML can hold it. */
final class CleanText {
    private static final int UNKNOWN = 0xFFFD;

    private CleanText() {}

    /** What XML has no way to write becomes the sign for an unknown character. */
    static String of(String text) {
        if (text.codePoints().allMatch(CleanText::allowed)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> allowed(c) ? c : UNKNOWN).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean allowed(int c) {
        return (c >= 0x20 && c < Character.MIN_SURROGATE)
                || (c > Character.MAX_SURROGATE && c < 0xFFFE)
                || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT
                || c == '\t'
                || c == '\n'
                || c == '\r';
    }
}
