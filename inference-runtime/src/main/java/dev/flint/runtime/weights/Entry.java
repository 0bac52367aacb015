package dev.flint.runtime.weights;

/**
 * One key of a file's metadata.
 *
 * @param key its name
 * @param type of its value
 * @param element type of an array's elements; otherwise {@code type} again
 * @param value as {@link GgufFile#metadata} gives it
 * @param offset in the file of the value's type, which stands before the value
 * @param bytes of type and value together
 */
record Entry(
    String key, ValueType type, ValueType element, Object value, long offset, long bytes) {}
