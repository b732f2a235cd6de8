package org.periodclose.view;

import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a page element by element; the JDK's XML writer escapes every text and attribute. */
final class Markup {
    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    private final XMLStreamWriter xml;

    Markup(Writer out) {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws XMLStreamException;
    }

    private Markup take(Step step) {
        try {
            step.take();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the page cannot be written: " + e.getMessage(), e);
        }
    }

    Markup begin() {
        return take(() -> {
            xml.writeDTD("<!DOCTYPE html>");
            xml.writeStartElement("html");
            xml.writeAttribute("xmlns", XHTML);
            xml.writeAttribute("lang", "en");
        });
    }

    Markup open(String name) {
        return take(() -> xml.writeStartElement(name));
    }

    /** @param attributes name, value, name, value … */
    Markup openWith(String name, String... attributes) {
        return take(() -> {
            xml.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                xml.writeAttribute(attributes[i], CleanText.of(attributes[i + 1]));
            }
        });
    }

    Markup text(String text) {
        return take(() -> xml.writeCharacters(CleanText.of(text)));
    }

    Markup close() {
        return take(xml::writeEndElement);
    }

    /** An element with nothing but text. */
    Markup element(String name, String style, String text) {
        return (style.isEmpty() ? open(name) : openWith(name, "class", style))
                .text(text)
                .close();
    }

    /** For what is no whole document. */
    void flush() {
        take(xml::flush);
    }

    void end() {
        take(() -> {
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        });
    }
}
