package org.periodclose.core.costing;

import java.util.Arrays;

/** Row numbers in an order. */
final class Ints {
    private int[] numbers = {};
    private int size;

    static Ints of(int... numbers) {
        Ints all = new Ints();
        all.numbers = numbers;
        all.size = numbers.length;
        return all;
    }

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size + size / 2 + 8);
        }
        numbers[size++] = number;
    }

    int get(int place) {
        return numbers[place];
    }

    int last() {
        return numbers[size - 1];
    }

    int removeLast() {
        return numbers[--size];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Ints reversed() {
        Ints reversed = new Ints();
        for (int place = size - 1; place >= 0; place--) {
            reversed.add(numbers[place]);
        }
        return reversed;
    }
}
