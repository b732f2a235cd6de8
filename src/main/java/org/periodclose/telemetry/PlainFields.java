package org.periodclose.telemetry;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.LogField;
import org.slf4j.event.KeyValuePair;

/** The event code and the fields of a run in a plain line of the log: {@code [RUN_POSTED] run=3 company=AWC journal=AWC-2025-10 }. */
public final class PlainFields extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.stream()
                    .filter(pair -> pair.key.equals(EventCode.FIELD))
                    .forEach(pair -> text.append('[').append(pair.value).append("] "));
        }
        Map<String, String> known = event.getMDCPropertyMap();
        for (LogField field : LogField.values()) {
            String value = known.get(field.key());
            if (value != null) {
                text.append(field.word()).append('=').append(value).append(' ');
            }
        }
        return text.toString();
    }
}
