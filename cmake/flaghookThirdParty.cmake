# Finds what each target needs. Sets flaghook_<target>_third_party: the imported targets to link.

# boost::system::result came with Boost.System 1.78.
set(flaghook_boost_version 1.78)

if(FLAGHOOK_JSON_HEADER_ONLY)
  find_package(Boost ${flaghook_boost_version} REQUIRED)
  set(flaghook_json_third_party Boost::headers)
else()
  find_package(Boost ${flaghook_boost_version} REQUIRED COMPONENTS json)
  set(flaghook_json_third_party Boost::json)
endif()

find_package(MbedTLS 2.28 REQUIRED)
set(flaghook_signature_third_party Boost::headers MbedTLS::mbedcrypto)

# Imported targets are seen only below the directory that found them. A project that takes us in
# with add_subdirectory() links from above.
get_directory_property(flaghook_imported_targets IMPORTED_TARGETS)
foreach(imported IN LISTS flaghook_imported_targets)
  set_target_properties("${imported}" PROPERTIES IMPORTED_GLOBAL TRUE)
endforeach()
