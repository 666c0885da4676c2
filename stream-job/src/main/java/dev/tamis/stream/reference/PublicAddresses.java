package dev.tamis.stream.reference;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which network addresses belong to the public Internet (IANA's registries of special-purpose addresses, RFC 6890). A
 * server that reads what a stranger names must not be led to its own neighbours.
 */
final class PublicAddresses {
    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
        }
        return address instanceof Inet6Address && isPublic(bytes);
    }

    private static boolean isPublic(int first, int second, int third) {
        boolean thisNetwork = first == 0;
        boolean carrierShared = first == 100 && second >= 64 && second < 128;
        boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean relay = first == 192 && second == 88 && third == 99;
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        boolean examples =
                (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
        boolean reserved = first >= 240;
        return !(thisNetwork || carrierShared || protocols || relay || benchmarks || examples || reserved);
    }

    /** Of IPv6 only global unicast, 2000::/3, without the parts that lead to IPv4 or are for documentation. */
    private static boolean isPublic(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean global = first >> 13 == 1;
        boolean protocols = first == 0x2001 && second < 0x0200;
        boolean examples = (first == 0x2001 && second == 0x0db8) || first == 0x3fff;
        boolean sixToFour = first == 0x2002;
        return global && !protocols && !examples && !sixToFour;
    }
}
