package dev.tamis.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.BaseRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/**
 * A Kafka broker that acknowledges what producers send to its one topic, counts it and keeps nothing: what a sender reaches with it is
 * the sender's own limit. It speaks Kafka's protocol on the loopback address, by the client library's messages.
 */
final class NullBroker implements AutoCloseable {
    private static final int PARTITIONS = 2;
    private static final Uuid TOPIC_ID = new Uuid(1, 1);
    private static final int BUFFER = 1 << 20;

    private final String topic;
    private final ServerSocket server;
    private final List<Socket> connections = new ArrayList<>();
    private final LongAdder records = new LongAdder();

    private NullBroker(String topic, ServerSocket server) {
        this.topic = topic;
        this.server = server;
    }

    /** Starts a broker of a topic, on a free port. */
    static NullBroker start(String topic) throws IOException {
        NullBroker broker = new NullBroker(topic, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        daemon(broker::accept, "null-broker");
        return broker;
    }

    /** Where producers connect. */
    String bootstrapServers() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Records acknowledged. */
    long records() {
        return records.sum();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (connections) {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                synchronized (connections) {
                    connections.add(connection);
                }
                daemon(() -> serve(connection), "null-broker-connection");
            }
        } catch (SocketException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket connection) {
        try (connection;
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(connection.getInputStream(), BUFFER))) {
            while (true) {
                byte[] request = new byte[in.readInt()];
                in.readFully(request);
                ByteBuffer answer = answer(ByteBuffer.wrap(request));
                ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + answer.remaining())
                        .putInt(answer.remaining())
                        .put(answer);
                connection.getOutputStream().write(framed.array());
            }
        } catch (EOFException | SocketException e) {
            // the producer or the broker was closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer answer(ByteBuffer request) {
        RequestHeader header = RequestHeader.parse(request);
        short version = header.apiVersion();
        ApiMessage answer = switch (header.apiKey()) {
            case API_VERSIONS -> versions();
            case METADATA -> metadata();
            case INIT_PRODUCER_ID ->
                new InitProducerIdResponseData().setProducerId(1).setProducerEpoch((short) 0);
            case PRODUCE -> produced(new ProduceRequestData(new ByteBufferAccessor(request), version));
            default -> throw new IllegalStateException("the null broker knows no " + header.apiKey());
        };
        return RequestUtils.serialize(
                header.toResponseHeader().data(), header.apiKey().responseHeaderVersion(version), answer, version);
    }

    private static ApiVersionsResponseData versions() {
        ApiVersionsResponseData versions = new ApiVersionsResponseData();
        for (ApiKeys key : List.of(ApiKeys.API_VERSIONS, ApiKeys.METADATA, ApiKeys.INIT_PRODUCER_ID, ApiKeys.PRODUCE)) {
            versions.apiKeys().add(ApiVersionsResponse.toApiVersion(key));
        }
        return versions;
    }

    private MetadataResponseData metadata() {
        MetadataResponseData metadata =
                new MetadataResponseData().setClusterId("null").setControllerId(0);
        metadata.brokers()
                .add(new MetadataResponseBroker()
                        .setNodeId(0)
                        .setHost(server.getInetAddress().getHostAddress())
                        .setPort(server.getLocalPort()));
        metadata.topics()
                .add(new MetadataResponseTopic()
                        .setName(topic)
                        .setTopicId(TOPIC_ID)
                        .setPartitions(IntStream.range(0, PARTITIONS)
                                .mapToObj(partition -> new MetadataResponsePartition()
                                        .setPartitionIndex(partition)
                                        .setLeaderId(0)
                                        .setReplicaNodes(List.of(0))
                                        .setIsrNodes(List.of(0)))
                                .toList()));
        return metadata;
    }

    private ProduceResponseData produced(ProduceRequestData request) {
        ProduceResponseData response = new ProduceResponseData();
        for (TopicProduceData sent : request.topicData()) {
            List<PartitionProduceResponse> partitions = new ArrayList<>();
            for (PartitionProduceData data : sent.partitionData()) {
                count(data.records());
                partitions.add(
                        new PartitionProduceResponse().setIndex(data.index()).setBaseOffset(0));
            }
            response.responses()
                    .add(new TopicProduceResponse()
                            .setName(sent.name())
                            .setTopicId(sent.topicId())
                            .setPartitionResponses(partitions));
        }
        return response;
    }

    private void count(BaseRecords sent) {
        for (RecordBatch batch : ((MemoryRecords) sent).batches()) {
            records.add(batch.countOrNull());
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
