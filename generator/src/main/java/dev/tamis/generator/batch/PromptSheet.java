package dev.tamis.generator.batch;

import dev.tamis.generator.diffusion.GenerationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The prompts of a data set's classes, each as often as the others of its class.
 *
 * <p>As a file: a line a prompt, the class, a tab and the prompt; lines that are empty or begin with # say nothing.
 *
 * @param prompts by class, in the order of the sheet
 */
public record PromptSheet(Map<String, List<String>> prompts) {
    /** A folder is named after it. */
    private static final Pattern CLASS = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]*");

    public PromptSheet {
        prompts = new LinkedHashMap<>(prompts);
    }

    /** CIFAKE's: Table 1 of Bird and Lotfi (2024). */
    public static PromptSheet cifake() {
        String name = "cifake-prompts.tsv";
        try (InputStream resource = Objects.requireNonNull(PromptSheet.class.getResourceAsStream(name), name)) {
            return parse(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GenerationFailedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a sheet.
     *
     * @throws GenerationFailedException where the file is none; names the line
     */
    public static PromptSheet read(Path file) throws GenerationFailedException {
        return parse(file.toString(), String.join("\n", lines(file)));
    }

    /**
     * The lines of a file of prompts.
     *
     * @throws GenerationFailedException where it cannot be read
     */
    public static List<String> lines(Path file) throws GenerationFailedException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new GenerationFailedException(file + ": not there");
        } catch (IOException e) {
            throw new GenerationFailedException(file + " cannot be read as UTF-8: " + e.getMessage());
        }
    }

    private static PromptSheet parse(String file, String text) throws GenerationFailedException {
        Map<String, List<String>> prompts = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\t");
            if (columns.length != 2 || !CLASS.matcher(columns[0].strip()).matches()) {
                throw new GenerationFailedException(
                        "%s, line %d: a class, a tab and a prompt expected, found %s".formatted(file, i + 1, line));
            }
            prompts.computeIfAbsent(columns[0].strip(), subject -> new ArrayList<>())
                    .add(columns[1].strip());
        }
        if (prompts.isEmpty()) {
            throw new GenerationFailedException(file + ": no prompts");
        }
        return new PromptSheet(prompts);
    }

    /**
     * The images of a data set, in the order of the classes and of the numbers in them.
     *
     * @param usual what the images have in common
     * @param seed draws the seed of each
     * @param train images of a class to train with
     * @param test images of a class to test with
     */
    public List<ImageOrder> orders(GenerationRequest usual, long seed, int train, int test) {
        List<ImageOrder> orders = new ArrayList<>();
        long start = new SplittableRandom(seed).nextLong();
        prompts.forEach((subject, sentences) -> {
            for (int number = 0; number < train + test; number++) {
                String split = number < train ? "train" : "test";
                String prompt = sentences.get(number % sentences.size());
                long own = new SplittableRandom(start + orders.size()).nextLong();
                orders.add(new ImageOrder(
                        "%s/%s/%05d.png".formatted(split, subject, number < train ? number : number - train),
                        usual.with(prompt, own),
                        new TreeMap<>(Map.of("class", subject, "split", split))));
            }
        });
        return orders;
    }
}
