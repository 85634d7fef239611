package dev.revaer.api.label;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.AuditedByItself;
import dev.revaer.api.label.LabelAnswer.CategoryAnswer;
import dev.revaer.api.label.LabelAnswer.CategoryList;
import dev.revaer.api.label.LabelAnswer.TagAnswer;
import dev.revaer.api.label.LabelAnswer.TagList;
import dev.revaer.api.label.LabelRequest.CategoryRequest;
import dev.revaer.api.label.LabelRequest.TagRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/// A name with a slash is one path segment, its slash written as `%2F`.
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "labels")
public final class LabelController {
    private final LabelCatalog labels;

    public LabelController(LabelCatalog labels) {
        this.labels = labels;
    }

    @Operation(operationId = "listCategories", summary = "All categories by name")
    @GetMapping("/categories")
    CategoryList categories() {
        return new CategoryList(labels.categories().stream().map(CategoryAnswer::of).toList());
    }

    @Operation(operationId = "listTags", summary = "All tags by name")
    @GetMapping("/tags")
    TagList tags() {
        return new TagList(labels.tags().stream().map(TagAnswer::of).toList());
    }

    /// 200 once the category is kept; its torrents follow at once.
    @AuditedByItself
    @Operation(operationId = "putCategory", summary = "Make a category or change all of it")
    @PutMapping(path = "/categories/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    CategoryAnswer putCategory(
            @PathVariable String name,
            @RequestBody CategoryRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return CategoryAnswer.of(labels.put(request.check(name), Caller.of(exchange)));
    }

    /// 200 once the tag is kept; the torrents that carry it follow at once.
    @AuditedByItself
    @Operation(operationId = "putTag", summary = "Make a tag or change all of it")
    @PutMapping(path = "/tags/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    TagAnswer putTag(
            @PathVariable String name,
            @RequestBody TagRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return TagAnswer.of(labels.put(request.check(name), Caller.of(exchange)));
    }

    /// 204 once no torrent has it any more.
    @AuditedByItself
    @Operation(operationId = "deleteCategory", summary = "Take a category away; its torrents stay")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @DeleteMapping("/categories/{name}")
    ResponseEntity<Void> deleteCategory(
            @PathVariable String name,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        labels.deleteCategory(name, Caller.of(exchange));
        return ResponseEntity.noContent().build();
    }

    /// 204 once no torrent has it any more.
    @AuditedByItself
    @Operation(operationId = "deleteTag", summary = "Take a tag away; the torrents that carry it stay")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @DeleteMapping("/tags/{name}")
    ResponseEntity<Void> deleteTag(
            @PathVariable String name,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        labels.deleteTag(name, Caller.of(exchange));
        return ResponseEntity.noContent().build();
    }
}
