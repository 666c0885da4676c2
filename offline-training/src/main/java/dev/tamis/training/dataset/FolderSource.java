package dev.tamis.training.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The files below a folder, by split, label and name. */
record FolderSource(Path folder) implements ImageSource {
    @Override
    public OptionalLong size() throws IOException {
        return OptionalLong.of(places().size());
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
        for (Place place : places()) {
            visitor.visit(place, Files.readAllBytes(folder.resolve(place.path())));
        }
    }

    private List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        for (Split split : Split.values()) {
            for (Label label : Label.values()) {
                Path files = folder.resolve(split.toString()).resolve(label.name());
                if (Files.isDirectory(files)) {
                    places.addAll(places(split, label, files));
                }
            }
        }
        return places;
    }

    private static List<Place> places(Split split, Label label, Path files) throws IOException {
        try (Stream<Path> entries = Files.list(files)) {
            return entries.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .flatMap(name -> Place.parse(split + "/" + label + "/" + name).stream())
                    .toList();
        }
    }
}
