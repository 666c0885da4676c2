package dev.tamis.vision.provenance;

import dev.tamis.vision.provenance.Finding.Claim;

/** The terms of IPTC's vocabulary Digital Source Type, http://cv.iptc.org/newscodes/digitalsourcetype, of 2025. */
final class DigitalSourceType {
    private static final String VOCABULARY = "cv.iptc.org/newscodes/digitalsourcetype/";

    private DigitalSourceType() {}

    /** The last part of a term's address, or the text itself where it is none. */
    static String term(String uri) {
        int at = uri.indexOf(VOCABULARY);
        return at < 0 ? uri : uri.substring(at + VOCABULARY.length());
    }

    static Claim claim(String uri) {
        return switch (term(uri)) {
            case "trainedAlgorithmicMedia" -> Claim.GENERATED;
            case "compositeWithTrainedAlgorithmicMedia", "algorithmicallyEnhanced" -> Claim.PARTLY_GENERATED;
            case "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print" -> Claim.CAPTURED;
            default -> Claim.NOTHING;
        };
    }
}
