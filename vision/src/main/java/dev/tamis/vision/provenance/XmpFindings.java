package dev.tamis.vision.provenance;

import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.provenance.Finding.Source;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What an XMP packet says: IPTC's digital source type and the program. Both stand as attributes or as elements. A packet with
 * a document type is not read, so that nothing in it can grow or reach out.
 */
final class XmpFindings {
    private static final String IPTC_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/";
    private static final XMLInputFactory XML = factory();

    private final List<Finding> findings = new ArrayList<>();

    private XmpFindings() {}

    static List<Finding> of(byte[] packet) {
        XmpFindings found = new XmpFindings();
        try {
            found.read(XML.createXMLStreamReader(new ByteArrayInputStream(packet)));
        } catch (XMLStreamException e) {
            return found.findings; // of what stands before the damage
        }
        return found.findings;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                for (int i = 0; i < reader.getAttributeCount(); i++) {
                    finding(
                                    reader.getAttributeNamespace(i),
                                    reader.getAttributeLocalName(i),
                                    reader.getAttributeValue(i))
                            .ifPresent(findings::add);
                }
                if (isWanted(reader.getNamespaceURI(), reader.getLocalName())) {
                    readElement(reader);
                }
            }
        }
    }

    private void readElement(XMLStreamReader reader) throws XMLStreamException {
        String namespace = reader.getNamespaceURI();
        String name = reader.getLocalName();
        if (reader.next() == XMLStreamConstants.CHARACTERS) {
            finding(namespace, name, reader.getText()).ifPresent(findings::add);
        }
    }

    private static boolean isWanted(String namespace, String name) {
        return (IPTC_EXTENSION.equals(namespace) && name.equals("DigitalSourceType"))
                || (XMP.equals(namespace) && name.equals("CreatorTool"));
    }

    private static Optional<Finding> finding(String namespace, String name, String value) {
        String text = value.strip();
        if (text.isEmpty() || !isWanted(namespace, name)) {
            return Optional.empty();
        }
        if (name.equals("CreatorTool")) {
            Claim claim = Generators.isNamedIn(text) ? Claim.GENERATED : Claim.NOTHING;
            return Optional.of(new Finding(Source.XMP, claim, "program " + text));
        }
        return Optional.of(new Finding(
                Source.XMP, DigitalSourceType.claim(text), "digital source type " + DigitalSourceType.term(text)));
    }
}
