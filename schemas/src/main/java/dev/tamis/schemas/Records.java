package dev.tamis.schemas;

import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** What the generated records lack. */
public final class Records {
    private Records() {}

    /**
     * A record with the same values in its fields, which both share. Avro's own builders copy all that a record holds, its
     * payload included, at the cost of writing it and reading it again.
     */
    public static <T extends SpecificRecordBase> T copyOf(T record) {
        @SuppressWarnings("unchecked") // of the record's own class
        T copy = (T) SpecificData.newInstance(record.getClass(), record.getSchema());
        for (int field = 0; field < record.getSchema().getFields().size(); field++) {
            copy.put(field, record.get(field));
        }
        return copy;
    }
}
