package dev.tamis.local;

import dev.tamis.generator.load.BrokenUpload;
import dev.tamis.generator.load.BrokenUploads;
import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.Upload;
import dev.tamis.generator.load.UploadEvent;
import dev.tamis.generator.load.UploadFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a demonstration sends.
 *
 * @param description one sentence that says which images these are
 * @param events what to send, in this order
 * @param unreadable what should be sent and cannot be read
 */
record DemoImages(String description, List<UploadEvent> events, List<NotSent> unreadable) {
    DemoImages {
        events = List.copyOf(events);
        unreadable = List.copyOf(unreadable);
    }

    /** Images that the project may ship. */
    static DemoImages painted() {
        List<Upload> painted = PaintedUploads.all();
        List<BrokenUpload> broken = BrokenUploads.all();
        List<UploadEvent> events = new ArrayList<>(painted);
        broken.forEach(upload -> events.add(upload.event()));
        String description =
                "Images: %d painted by code and %d uploads that are broken or unusual on purpose; none is a photograph."
                        .formatted(painted.size(), broken.size());
        return new DemoImages(description, events, List.of());
    }

    /** A person's own folder. */
    static DemoImages in(Path folder) throws IOException, CommandFailedException {
        UploadFolder uploads = UploadFolder.open(folder);
        List<NotSent> unreadable = uploads.unreadable().stream()
                .map(reason -> new NotSent(folder.toString(), reason))
                .toList();
        if (uploads.uploads().isEmpty()) {
            throw new CommandFailedException(folder + " holds no file");
        }
        String hidden = uploads.hidden() == 0 ? "" : " (%d hidden ones are left out)".formatted(uploads.hidden());
        String description =
                "Images: %,d files of %s%s.".formatted(uploads.uploads().size(), folder, hidden);
        return new DemoImages(description, List.copyOf(uploads.uploads()), unreadable);
    }
}
