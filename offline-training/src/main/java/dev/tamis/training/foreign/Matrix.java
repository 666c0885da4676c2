package dev.tamis.training.foreign;

/**
 * A matrix of weights.
 *
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Matrix(int rows, int columns, float[] values) {
    Matrix {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "%d x %d values expected, found %d".formatted(rows, columns, values.length));
        }
    }

    Matrix times(Matrix right) {
        float[] product = new float[rows * right.columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < right.columns; column++) {
                double sum = 0;
                for (int i = 0; i < columns; i++) {
                    sum += (double) values[row * columns + i] * right.values[i * right.columns + column];
                }
                product[row * right.columns + column] = (float) sum;
            }
        }
        return new Matrix(rows, right.columns, product);
    }

    Matrix transposed() {
        float[] transposed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            transposed[i % columns * rows + i / columns] = values[i];
        }
        return new Matrix(columns, rows, transposed);
    }

    /** From rows ordered by cell and then channel to rows ordered by channel and then cell. */
    Matrix channelsFirst(int channels) {
        int cells = rows / channels;
        float[] ordered = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            ordered[(row % channels * cells + row / channels) * columns + i % columns] = values[i];
        }
        return new Matrix(rows, columns, ordered);
    }
}
