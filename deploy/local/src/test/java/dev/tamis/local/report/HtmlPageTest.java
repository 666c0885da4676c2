package dev.tamis.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.local.TestOutcomes;
import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.RejectionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {
    private static final Instant START = Instant.parse("2026-03-01T09:59:50Z");
    private static final Pattern PICTURE = Pattern.compile("src=\"([^\"]+)\"");

    private final OutcomeLedger ledger = new OutcomeLedger();

    @TempDir
    private Path folder;

    @Test
    void showsEveryFlaggedImageWithItsPictures() throws IOException {
        FlaggedGallery gallery = new HtmlPage(folder).gallery();
        flag(gallery, "a", "first.png", 0.9);
        flag(gallery, "b", "second.png", 0.5);
        String page = write(gallery);
        assertThat(page).contains("first.png", "0.900", "GENERATED", "second.png", "0.500", "UNCERTAIN");
        assertThat(page).contains("score at or above", "score from ");
        assertThat(page.indexOf("first.png")).isLessThan(page.indexOf("second.png"));
        Matcher pictures = PICTURE.matcher(page);
        int count = 0;
        for (; pictures.find(); count++) {
            assertThat(ImageIO.read(folder.resolve(pictures.group(1)).toFile()))
                    .as(pictures.group(1))
                    .isNotNull();
        }
        assertThat(count).isEqualTo(6);
    }

    @Test
    void showsRejectionsAndProblemsWithTheirReasons() throws IOException {
        ledger.enter(new Sent("broken.jpg", "r"));
        ledger.enter(TestOutcomes.rejected("r", RejectionReason.TOO_MANY_PIXELS));
        ledger.enter(new Sent("forgotten.jpg", "l"));
        ledger.enter(new NotSent("locked.jpg", "permission denied"));
        String page = write(new HtmlPage(folder).gallery());
        assertThat(page)
                .contains("broken.jpg", "too many pixels: something expected, something else found")
                .contains("forgotten.jpg", "no outcome was seen in time")
                .contains("locked.jpg", "permission denied")
                .contains("Not every upload has exactly one outcome");
    }

    @Test
    void showsACopyByThePicturesOfItsReviewItem() throws IOException {
        FlaggedGallery gallery = new HtmlPage(folder).gallery();
        flag(gallery, "a", "first.png", 0.9);
        ledger.enter(new Sent("copy.png", "b"));
        ImageVerdict copy = ((Judged) TestOutcomes.judged("b", 0.9)).verdict();
        copy.setReviewItem("a");
        ledger.enter(new Judged(copy, copy.getDecidedAt()));

        String page = write(gallery);

        assertThat(page.split("00001-image.jpg", -1)).hasSizeGreaterThan(2);
        assertThat(page).contains("first.png", "copy.png");
    }

    @Test
    void leavesOutWhatIsNotThere() throws IOException {
        ledger.enter(new Sent("fine.png", "a"));
        ledger.enter(TestOutcomes.judged("a", 0.1));
        String page = write(new HtmlPage(folder).gallery());
        assertThat(page)
                .contains("Every upload has exactly one outcome", "No image was flagged", "fine.png", "test-detector")
                .doesNotContain("could not be judged", "Problems");
    }

    @Test
    void showsNamesThatLookLikeMarkupAsTheyAre() throws IOException {
        ledger.enter(new Sent("<script>alert(1)</script>.png", "a"));
        ledger.enter(TestOutcomes.judged("a", 0.1));
        assertThat(write(new HtmlPage(folder).gallery()))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;.png")
                .doesNotContain("<script>");
    }

    @Test
    void removesThePicturesOfAnEarlierRun() throws IOException {
        flag(new HtmlPage(folder).gallery(), "a", "first.png", 0.9);
        Path own = Files.writeString(folder.resolve("images/holiday.jpg"), "a person's file");
        new HtmlPage(folder).gallery();
        assertThat(folder.resolve("images")).isDirectoryContaining(own::equals);
        assertThat(folder.resolve("images").toFile().list()).hasSize(1);
    }

    private void flag(FlaggedGallery gallery, String id, String name, double score) throws IOException {
        ledger.enter(new Sent(name, id));
        ledger.enter(TestOutcomes.judged(id, score));
        ledger.enterReviewItem(id);
        gallery.add(TestOutcomes.reviewItem(
                id, score, PaintedUploads.all().get(0).payload().read()));
    }

    private String write(FlaggedGallery gallery) throws IOException {
        RunReport report = RunReport.of("Images of a test.", ledger, START);
        return Files.readString(new HtmlPage(folder).write(report, gallery));
    }
}
