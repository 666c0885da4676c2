package dev.tamis.vision.provenance;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDescriptor;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.provenance.Finding.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an EXIF block says: the camera, the program, and the settings that generators leave as a comment. */
final class ExifFindings {
    private ExifFindings() {}

    /** @param tiff from its byte order on */
    static List<Finding> of(byte[] tiff) {
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(tiff), metadata);
        List<Finding> findings = new ArrayList<>();
        Directory image = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        if (image != null) {
            camera(image).ifPresent(camera -> findings.add(new Finding(Source.EXIF, Claim.CAPTURED, camera)));
            program(image.getString(ExifDirectoryBase.TAG_SOFTWARE)).ifPresent(findings::add);
        }
        ExifSubIFDDirectory shot = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
        if (shot != null) {
            comment(new ExifSubIFDDescriptor(shot).getUserCommentDescription()).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<String> camera(Directory image) {
        String make = text(image.getString(ExifDirectoryBase.TAG_MAKE));
        String model = text(image.getString(ExifDirectoryBase.TAG_MODEL));
        String camera = model.startsWith(make) ? model : (make + " " + model).strip();
        return camera.isEmpty() ? Optional.empty() : Optional.of("camera " + camera);
    }

    private static Optional<Finding> program(@Nullable String software) {
        String program = text(software);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Claim claim = Generators.isNamedIn(program) ? Claim.GENERATED : Claim.NOTHING;
        return Optional.of(new Finding(Source.EXIF, claim, "program " + program));
    }

    private static Optional<Finding> comment(@Nullable String comment) {
        String text = text(comment);
        return Generators.isSettings(text)
                ? Optional.of(new Finding(Source.EXIF, Claim.GENERATED, "a generator's settings: " + text))
                : Optional.empty();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
