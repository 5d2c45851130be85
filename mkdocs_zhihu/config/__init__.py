"""Typed options, as they stand in `mkdocs.yml`."""

from mkdocs_zhihu.config.options import FeedsConfig, MediaConfig, ProvenanceConfig, ZhihuConfig

__all__ = ["FeedsConfig", "MediaConfig", "ProvenanceConfig", "ZhihuConfig"]
