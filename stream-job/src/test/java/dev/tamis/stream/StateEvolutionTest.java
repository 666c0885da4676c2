package dev.tamis.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.stream.account.VerdictHistory;
import dev.tamis.stream.control.Candidate;
import dev.tamis.stream.control.Desk;
import dev.tamis.stream.detect.Assignment;
import dev.tamis.stream.detect.AssignmentInForce;
import dev.tamis.stream.detect.DetectorReference;
import dev.tamis.stream.known.Sightings;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.stream.review.NearDuplicateGroup;
import dev.tamis.stream.review.Period;
import dev.tamis.stream.review.RaisedItem;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.similarity.PdqHash;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What operators remember may get components without a loss of the others. It must not lose any: Flink 2.2.1 then mixes up the
 * others of a record whose components stand in the order of their names.
 */
class StateEvolutionTest {
    private static final String COMPONENT = "added";

    /** A value of each type of state that is a record; decisions are Avro, which {@code ReleasedSchemasTest} is for. */
    static List<Record> states() {
        Assignment assignment = new Assignment(
                "instruction",
                new DetectorReference("file:/detector.onnx", "a".repeat(64)),
                null,
                VerdictSettings.DEFAULT);
        return List.of(
                new RaisedItem("submission", 7),
                new NearDuplicateGroup(new PdqHash(1, 2, 3, 4), 7),
                new Period(3, 2, true),
                new VerdictHistory(new long[] {5}, new int[] {1}, new int[] {2}, new int[] {3}),
                new Sightings(5, new int[13]),
                new AssignmentInForce(assignment, assignment),
                new Desk(
                        assignment,
                        assignment,
                        new Candidate("detector", "images", new Thresholds(0.3, 0.7)),
                        Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("states")
    void survivesAComponentThatALaterVersionAdds(Record value) throws Exception {
        Class<?> later = withOneMore(value.getClass());

        Object migrated = migrate(value, later);

        for (RecordComponent component : value.getClass().getRecordComponents()) {
            assertThat(component(migrated, component.getName()))
                    .as(component.getName())
                    .usingRecursiveComparison()
                    .isEqualTo(component(value, component.getName()));
        }
        assertThat(component(migrated, COMPONENT)).isNull();
    }

    /** Writes a value as this version of its class does, and reads it as another. */
    private static Object migrate(Object value, Class<?> read) throws IOException {
        TypeSerializer<Object> writer = serializer(value.getClass());
        DataOutputSerializer snapshotBytes = new DataOutputSerializer(1024);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(snapshotBytes, writer.snapshotConfiguration());
        DataOutputSerializer valueBytes = new DataOutputSerializer(1024);
        writer.serialize(value, valueBytes);

        TypeSerializerSnapshot<Object> snapshot = TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(snapshotBytes.getCopyOfBuffer()), read.getClassLoader());
        TypeSerializerSchemaCompatibility<Object> compatibility =
                serializer(read).snapshotConfiguration().resolveSchemaCompatibility(snapshot);
        assertThat(compatibility.isCompatibleAfterMigration()).isTrue();
        Object migrated =
                snapshot.restoreSerializer().deserialize(new DataInputDeserializer(valueBytes.getCopyOfBuffer()));
        assertThat(migrated).isInstanceOf(read);
        return migrated;
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(Class<?> type) {
        return (TypeSerializer<Object>) TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    /** The record of another version: of the same name in another class loader, with a text more. */
    private static Class<?> withOneMore(Class<?> type) {
        DynamicType.Builder<?> record = new ByteBuddy().makeRecord().name(type.getName());
        for (RecordComponent component : type.getRecordComponents()) {
            record = record.defineRecordComponent(component.getName(), component.getGenericType());
        }
        return record.defineRecordComponent(COMPONENT, String.class)
                .make()
                .load(StateEvolutionTest.class.getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
                .getLoaded();
    }

    private static Object component(Object record, String name) throws ReflectiveOperationException {
        return record.getClass().getMethod(name).invoke(record);
    }
}
