package org.periodclose.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a user would type: pairs of a command line and what it is for. Help shows them first. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Examples {
    Example[] value();

    /** One of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Example {
        /** The words after the name of the program. */
        String line();

        String does();
    }
}
