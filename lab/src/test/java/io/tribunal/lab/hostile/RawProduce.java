package io.tribunal.lab.hostile;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Sends a record batch unchanged to a partition's leader over a plain connection, and returns the broker's answer. */
final class RawProduce {
    private static final short API_KEY = 0;
    private static final short VERSION = 12;
    private static final int TIMEOUT_MS = 30_000;

    private final Admin admin;

    RawProduce(Admin admin) {
        this.admin = admin;
    }

    Errors send(TopicPartition partition, ByteBuffer batch)
            throws IOException, ExecutionException, InterruptedException {
        Node leader = admin.describeTopics(List.of(partition.topic()))
                .allTopicNames()
                .get()
                .get(partition.topic())
                .partitions()
                .get(partition.partition())
                .leader();
        try (Socket socket = new Socket(leader.host(), leader.port())) {
            socket.setSoTimeout(TIMEOUT_MS);
            write(new DataOutputStream(socket.getOutputStream()), request(partition, batch));
            return answer(new DataInputStream(socket.getInputStream()));
        }
    }

    private static ByteBuffer request(TopicPartition partition, ByteBuffer batch) {
        ProduceRequestData.PartitionProduceData data = new ProduceRequestData.PartitionProduceData()
                .setIndex(partition.partition())
                .setRecords(MemoryRecords.readableRecords(batch));
        ProduceRequestData.TopicProduceData topic = new ProduceRequestData.TopicProduceData()
                .setName(partition.topic())
                .setPartitionData(List.of(data));
        ProduceRequestData.TopicProduceDataCollection topics = new ProduceRequestData.TopicProduceDataCollection();
        topics.add(topic);
        ProduceRequestData request = new ProduceRequestData()
                .setAcks((short) -1)
                .setTimeoutMs(TIMEOUT_MS)
                .setTopicData(topics);
        return MessageUtil.toByteBufferAccessor(request, VERSION).buffer();
    }

    private static void write(DataOutputStream out, ByteBuffer body) throws IOException {
        byte[] client = "bomber".getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(11 + client.length)
                .putShort(API_KEY)
                .putShort(VERSION)
                .putInt(1)
                .putShort((short) client.length)
                .put(client)
                .put((byte) 0);
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        out.writeInt(header.capacity() + bytes.length);
        out.write(header.array());
        out.write(bytes);
        out.flush();
    }

    private static Errors answer(DataInputStream in) throws IOException {
        ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
        answer.getInt();
        answer.get();
        ProduceResponseData response = new ProduceResponseData(new ByteBufferAccessor(answer), VERSION);
        return Errors.forCode(response.responses()
                .iterator()
                .next()
                .partitionResponses()
                .getFirst()
                .errorCode());
    }
}
