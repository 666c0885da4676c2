package org.nd4j.nativeblas;

/**
 * The class of the old name without which DL4J 1.0.0-M2.1 trains 6 to 10 times slower.
 *
 * <p>DL4J's oneDNN layers ({@code BaseMKLDNNHelper} in deeplearning4j-nn) ask by reflection for {@code
 * org.nd4j.nativeblas.Nd4jCpu$Environment}, {@code getInstance()} and {@code isUseMKLDNN()}. M2 renamed these to {@code
 * org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment} and {@code isUseONEDNN()} without changing the question, so
 * every layer silently falls back to the slow path. This class answers under the old name with what the new one says.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** Says whether ND4J's native library uses oneDNN; found by its name, see above. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
