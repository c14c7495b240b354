package io.tribunal.simulation;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.LogArchive;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One partition's two logs, whose response log is in a file: it may be larger than the heap. */
final class FileLogs implements LogArchive, AutoCloseable {
    private final int partition;
    private final RandomAccessFile file;
    private final List<Place> places = new ArrayList<>();
    private final List<BusinessRecord> business = new ArrayList<>();

    private record Place(long time, long start, int length) {}

    FileLogs(int partition, Path file) {
        this.partition = partition;
        try {
            this.file = new RandomAccessFile(file.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long appendBusiness(long time, byte[] value) {
        business.add(BusinessCodec.decode(new LogPosition(partition, business.size()), time, true, value));
        return business.size() - 1L;
    }

    /** Appends a record and returns it as a reader of the log gets it. */
    ResponseRecord appendResponse(long time, byte[] value) {
        try {
            Place place = new Place(time, file.length(), value.length);
            file.seek(place.start());
            file.write(value);
            places.add(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response(places.size() - 1);
    }

    private ResponseRecord response(int offset) {
        Place place = places.get(offset);
        byte[] value = new byte[place.length()];
        try {
            file.seek(place.start());
            file.readFully(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResponseCodec.decode(new LogPosition(partition, offset), place.time(), true, value);
    }

    @Override
    public BusinessRecord business(long offset) {
        return business.get(Math.toIntExact(offset));
    }

    int businessSize() {
        return business.size();
    }

    @Override
    public Optional<ResponseRecord> first(long offset, long before) {
        return offset < before ? Optional.of(response(Math.toIntExact(offset))) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
