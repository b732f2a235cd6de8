package org.periodclose.web;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.AmountText.Language;
import org.springframework.context.MessageSource;

/** The words of the console in the language of one reader. */
record Words(MessageSource messages, Locale locale) {
    /** The languages that there are. */
    static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private static final Pattern IN_CURRENCY = Pattern.compile("(.+)( \\([A-Z]{3}\\)|, [A-Z]{3})");

    /** Words by their key in messages.properties. */
    public String of(String key, @Nullable Object... values) {
        return message(key, key, values);
    }

    public boolean has(String key) {
        return !message(key, "").isEmpty();
    }

    /** A heading of the views, which are English; a currency may stand behind it. */
    public String heading(String english) {
        Matcher inCurrency = IN_CURRENCY.matcher(english);
        if (inCurrency.matches() && !has("heading." + english)) {
            return heading(inCurrency.group(1)) + inCurrency.group(2);
        }
        return english.isEmpty() ? english : message("heading." + english, english);
    }

    /** What is said in a view; null: this language has only the English words. */
    @Nullable
    String said(String key) {
        return comma() ? messages.getMessage(key, null, null, locale) : null;
    }

    /** A word of ours: {@code ITEM_GROUP} is item group. */
    public String word(Enum<?> word) {
        return choice(word.name());
    }

    /** The same by its name. */
    public String choice(String word) {
        return message("word." + word, word.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private String message(String key, String otherwise, @Nullable Object... values) {
        return Objects.requireNonNullElse(messages.getMessage(key, values, otherwise, locale), otherwise);
    }

    /** What a comma or a point means that is typed. */
    Language language() {
        return comma() ? Language.RU : Language.EN;
    }

    /** Decimals stand behind a comma. */
    boolean comma() {
        return locale.getLanguage().equals(RUSSIAN.getLanguage());
    }

    static String shown(String text) {
        return Text.shown(text);
    }
}
