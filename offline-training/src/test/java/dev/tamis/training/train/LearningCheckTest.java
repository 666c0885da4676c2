package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningCheckTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void stopsWhereTheLossIsNoNumber(double loss) {
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> LearningCheck.requireNumber(loss, 3))
                .withMessageContaining("epoch 3");
    }

    @Test
    void stopsAfterManyStepsOfGuessing() {
        assertThatCode(() -> LearningCheck.requireFall(List.of(epoch(0.6931)), 499))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> LearningCheck.requireFall(List.of(epoch(0.70), epoch(0.6929)), 250))
                .withMessageContaining("after 2 epochs the loss is 0.6929");
    }

    @Test
    void goesOnWhereAnEpochWasBetterThanGuessing() {
        assertThatCode(() -> LearningCheck.requireFall(List.of(epoch(0.70), epoch(0.68)), 500))
                .doesNotThrowAnyException();
    }

    private static EpochRecord epoch(double loss) {
        return new EpochRecord(1, loss, 0.7, 0.5, 100);
    }
}
