"""What is kept between builds: records of files, rendered bodies, results derived from all posts."""
