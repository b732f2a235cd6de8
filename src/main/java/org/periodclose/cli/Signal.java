package org.periodclose.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;

/**
 * A signal that asks a process to end, and what the process does then. The one way to it, {@code sun.misc.Signal} of the module
 * jdk.unsupported, is called by name, because the compiler warns of every use and the warning cannot be suppressed.
 */
enum Signal {
    TERM(Outcome.TERMINATED),
    INT(Outcome.INTERRUPTED);

    private final Outcome outcome;

    Signal(Outcome outcome) {
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Does this from now on when the signal comes; returns what undoes it. */
    Runnable handle(Runnable reaction) {
        try {
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Signal.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return ofObject(proxy, method.getName(), arguments);
                        }
                        reaction.run();
                        return null;
                    });
            Object before = set(handlerType, handler);
            return () -> {
                try {
                    set(handlerType, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (InvocationTargetException inUse) {
            // The virtual machine does not handle signals (-Xrs): they end it at once.
            return () -> {};
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object set(Class<?> handlerType, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        return type.getMethod("handle", type, handlerType)
                .invoke(null, type.getConstructor(String.class).newInstance(name()), handler);
    }

    private static @Nullable Object ofObject(Object proxy, String method, Object @Nullable [] arguments) {
        return Map.<String, Object>of(
                        "equals",
                        arguments != null && proxy == arguments[0],
                        "hashCode",
                        System.identityHashCode(proxy),
                        "toString",
                        "stop")
                .get(method);
    }
}
