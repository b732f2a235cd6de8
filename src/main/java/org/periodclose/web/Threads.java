package org.periodclose.web;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads beside those of requests. */
final class Threads {
    private Threads() {}

    /** A bounded number of them, made when they are needed, and a bounded queue; what is more is rejected. */
    static ThreadPoolExecutor bounded(String name, int atATime, int waiting) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                atATime, atATime, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
